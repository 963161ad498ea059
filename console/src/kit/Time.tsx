const WRITTEN = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** A moment as the person's own clock shows it. */
export function Time({ at }: { readonly at: string }) {
  return <time dateTime={at}>{WRITTEN.format(new Date(at))}</time>
}
