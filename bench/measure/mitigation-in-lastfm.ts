export async function lastfmRows(_folder: string): Promise<string> {
  return ''
}
