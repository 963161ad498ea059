/** All kernels, as one module. AssemblyScript, see README.md. */
export * from './sweep'
export * from './layout'
export * from './components'
export * from './gather'
