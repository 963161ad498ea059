declare module 'graphology-layout-forceatlas2/iterate.js' {
  /** One iteration, in place. */
  function iterate(
    settings: Readonly<Record<string, boolean | number>>,
    nodes: Float32Array,
    lines: Float32Array,
  ): void
  export default iterate
}
