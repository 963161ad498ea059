/**
 * The part of the WebAssembly global that the kernels use. TypeScript ships it only with the DOM,
 * whose other globals this project does not have.
 */
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum: number; shared: true })
    readonly buffer: SharedArrayBuffer
    grow(pages: number): number
  }

  const Module: new (bytes: Uint8Array<ArrayBuffer>) => object

  class Instance {
    constructor(module: object, imports: { env: { memory: Memory } })
    readonly exports: object
  }
}
