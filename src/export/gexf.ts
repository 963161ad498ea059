/**
 * GEXF 1.3, the format of Gephi.
 *
 * @module
 */
import { escapeXml } from '../util/escape-xml.ts'
import { inParts } from '../util/in-parts.ts'
import { ATTRIBUTES, type Format } from './format.ts'
import { type NetworkTable } from './network-table.ts'

export const gexf: Format = (table) => [{ suffix: '', parts: inParts(lines(table)) }]

function* lines({ accounts, sources, targets }: NetworkTable): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
  yield '  <graph defaultedgetype="directed">\n    <attributes class="node">\n'
  for (const [name, type] of ATTRIBUTES) {
    yield `      <attribute id="${name}" title="${name}" type="${type}"/>\n`
  }
  yield '    </attributes>\n    <nodes>\n'
  // ids of accounts may hold what XML cannot: nodes go by their places
  for (const [place, account] of accounts.entries()) {
    const values = ATTRIBUTES.map(
      ([name]) => `<attvalue for="${name}" value="${escapeXml(String(account[name]))}"/>`,
    )
    yield `      <node id="${place}" label="${escapeXml(account.account)}"><attvalues>${values.join('')}</attvalues></node>\n`
  }
  yield '    </nodes>\n    <edges>\n'
  for (const [k, source] of sources.entries()) {
    yield `      <edge id="${k}" source="${source}" target="${targets[k]}"/>\n`
  }
  yield '    </edges>\n  </graph>\n</gexf>\n'
}
