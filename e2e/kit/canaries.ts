import { randomBytes } from 'node:crypto'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

/** A place where a canary was found, and how it was written there. The canary itself is not repeated. */
export type Finding = { readonly canary: string; readonly encoding: string; readonly at: number }

export type Canaries = {
  /** A secret of this run, always the same one for a name. */
  secret(name: string): string
  /** Looks out for a secret that something else has made. */
  keep(name: string, value: string): void
  /** Every canary in these bytes, in whatever encoding. */
  find(bytes: Buffer | string): Finding[]
}

/** Makes secrets that are unique per run, and finds them in whatever left the program. */
export function canaries(): Canaries {
  const made = new Map<string, { value: string; forms: readonly Form[] }>()
  return {
    secret(name) {
      const known = made.get(name)
      if (known) return known.value
      // Characters that each escape differs on, and a length that a base64 search can align.
      const value = `cnry<${randomBytes(15).toString('base64url')}>&"${randomBytes(9).toString('hex')}`
      made.set(name, { value, forms: formsOf(value) })
      return value
    },
    keep(name, value) {
      made.set(name, { value, forms: formsOf(value) })
    },
    find(bytes) {
      const layers = unpacked(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes))
      return [...made].flatMap(([canary, { forms }]) =>
        layers.flatMap(({ packing, content }) =>
          forms.flatMap(({ encoding, pattern }) => {
            const at = content.search(pattern)
            return at < 0 ? [] : [{ canary, encoding: packing ? `${packing}, ${encoding}` : encoding, at }]
          }),
        ),
      )
    },
  }
}

type Form = { readonly encoding: string; readonly pattern: RegExp }

function formsOf(value: string): Form[] {
  const half = Math.floor(value.length / 2)
  const html = value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
  return [
    exact('raw', value),
    exact('first half', value.slice(0, half)),
    exact('second half', value.slice(half)),
    exact('json', JSON.stringify(value).slice(1, -1)),
    exact(
      'json, html-safe',
      JSON.stringify(value)
        .slice(1, -1)
        .replaceAll('<', '\\u003c')
        .replaceAll('>', '\\u003e')
        .replaceAll('&', '\\u0026'),
    ),
    exact('html', html),
    exact('html, numeric quotes', html.replaceAll('&quot;', '&#34;')),
    exact('html, hexadecimal quotes', html.replaceAll('&quot;', '&#x22;')),
    exact('percent', encodeURIComponent(value), 'i'),
    exact('hex', Buffer.from(value).toString('hex'), 'i'),
    ...base64Forms(value),
  ]
}

/** Base64 writes a value in three ways, by where it begins in what is encoded; its inner part is the same in each case. */
function base64Forms(value: string): Form[] {
  return [0, 1, 2].flatMap((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)]).toString('base64')
    const inner = whole.slice(shift === 0 ? 0 : 4, -4)
    const url = inner.replaceAll('+', '-').replaceAll('/', '_')
    return [exact('base64', inner), ...(url === inner ? [] : [exact('base64url', url)])]
  })
}

function exact(encoding: string, text: string, flags = ''): Form {
  return { encoding, pattern: new RegExp(text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), flags) }
}

function unpacked(bytes: Buffer): { packing: string; content: string }[] {
  const tried = [
    { packing: 'gzip', unpack: gunzipSync },
    { packing: 'deflate', unpack: inflateSync },
    { packing: 'brotli', unpack: brotliDecompressSync },
  ]
  const inner = tried.flatMap(({ packing, unpack }) => {
    try {
      return [{ packing, content: unpack(bytes).toString('latin1') }]
    } catch {
      return [] // it is not packed so
    }
  })
  return [{ packing: '', content: bytes.toString('latin1') }, ...inner]
}
