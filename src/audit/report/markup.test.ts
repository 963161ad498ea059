import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { clipText, type Content, escapeText, markup, markupText, trustedMarkup } from './markup.ts'

test('markup() escapes what is put in and leaves the template alone', () => {
  const name = `<b>"Fish" & 'chips'</b>`
  assert.equal(
    markupText(markup`<p title="${name}">${name}</p>`),
    '<p title="&lt;b&gt;&quot;Fish&quot; &amp; &#39;chips&#39;&lt;/b&gt;">&lt;b&gt;&quot;Fish&quot; &amp; &#39;chips&#39;&lt;/b&gt;</p>',
  )
})

test('markup() nests markup and lists, and leaves out what is missing', () => {
  const items: Content[] = [markup`<i>${1}</i>`, null, false, undefined, 'a<b']
  assert.equal(markupText(markup`<p>${items}</p>`), '<p><i>1</i>a&lt;b</p>')
  assert.equal(markupText(markup`${trustedMarkup('<hr>')}`), '<hr>')
})

test('markup() keeps no trust across a copy: only itself makes markup', () => {
  const copied: unknown = JSON.parse(JSON.stringify(trustedMarkup('<hr>')))
  assert.deepEqual(copied, {})
})

test('escapeText() never yields a character that could end a text or an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const escaped = escapeText(text)
      assert.doesNotMatch(escaped, /[<>"'`]/)
      assert.doesNotMatch(escaped, /&(?!(?:amp|lt|gt|quot|#39|#96);)/)
    }),
  )
})

test('escapeText() keeps words and replaces controls, lone surrogates and direction marks', () => {
  assert.equal(escapeText('naïve 数 🙂'), 'naïve 数 🙂')
  assert.equal(escapeText('a\u0000b\u202ec\ud800d'), 'a\ufffdb\ufffdc\ufffdd')
})

test('clipText() cuts long texts only', () => {
  assert.equal(clipText('abc', 3), 'abc')
  assert.equal(clipText('abcd', 3), 'ab…')
})
