import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

test('the example at the head of firebreak/guard answers as its comments say', async () => {
  const source = readFileSync(new URL('./index.ts', import.meta.url), 'utf8')
  const example = /```js\n([^]*?)```/.exec(source)![1]!.replaceAll(/^ \* ?/gm, '')
  const expected = [...example.matchAll(/\/\/ → (.*)/g)].map(([, answer]) => answer!)
  assert.equal(expected.length, 3)

  const asserted = example
    .replace(`'firebreak/guard'`, `'${import.meta.resolve('./index.ts')}'`)
    .replaceAll(/^(guard\..*?) \/\/ → (.*)$/gm, 'assert.deepEqual($1, $2)')
  const script = `import assert from 'node:assert/strict'\n${asserted}`
  await import(`data:text/javascript,${encodeURIComponent(script)}`)
})
