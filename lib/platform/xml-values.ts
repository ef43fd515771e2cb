import 'server-only'

/**
 * What stands in all elements of this name in a storage's answer, in their order. What we look for is plain: names of our own
 * making, numbers, and tokens that are given back as they came.
 */
export function xmlValues(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, value = '']) =>
    value
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#34;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&'),
  )
}

/** What stands inside each element of this name, with the elements in it. None of those that we read holds another of its name. */
export function xmlBlocks(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([\\s\\S]*?)</${element}>`, 'g'))].map(
    ([, inside = '']) => inside,
  )
}
