/** The frame of every page that is a file: nothing is fetched, nothing runs. */
import { createHash } from 'node:crypto'
import { type Content, markup, markupText, trustedMarkup } from './markup.ts'

/** @param style a constant of the program, and the only style sheet that applies. */
export function htmlPage(title: string, style: string, body: Content): string {
  // nothing may load or run: a second lock behind the escaping
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`
  return `<!doctype html>\n${markupText(markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<style>${trustedMarkup(style)}</style>
</head>
<body>
${body}</body>
</html>
`)}`
}
