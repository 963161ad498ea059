/** All kernels, as one module. AssemblyScript, see README.md. */
export * from './sweep'
export * from './layout'
export * from './components'
export * from './gather'
export * from './push'
export * from './ids'
export * from './cells'
