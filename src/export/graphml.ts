/**
 * GraphML 1.0 (Brandes et al. 2002), as Gephi, yEd, igraph and networkx read it.
 *
 * @module
 */
import { escapeXml } from '../util/escape-xml.ts'
import { inParts } from '../util/in-parts.ts'
import { ATTRIBUTES, type Format } from './format.ts'
import { type NetworkTable } from './network-table.ts'

export const graphml: Format = (table) => [{ suffix: '', parts: inParts(lines(table)) }]

function* lines({ accounts, sources, targets }: NetworkTable): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
  for (const [name, type] of ATTRIBUTES) {
    yield `  <key id="${name}" for="node" attr.name="${name}" attr.type="${type}"/>\n`
  }
  yield '  <graph edgedefault="directed">\n'
  // ids of accounts may hold what XML cannot: nodes go by their places
  for (const [place, account] of accounts.entries()) {
    const data = ATTRIBUTES.map(
      ([name]) => `<data key="${name}">${escapeXml(String(account[name]))}</data>`,
    )
    yield `    <node id="n${place}">${data.join('')}</node>\n`
  }
  for (const [k, source] of sources.entries()) {
    yield `    <edge source="n${source}" target="n${targets[k]}"/>\n`
  }
  yield '  </graph>\n</graphml>\n'
}
