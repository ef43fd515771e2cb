import type { OpenTok } from './opentok.ts'

/** The unmodified file from the package, under our own address: hashed, cached for ever, and no third party's script. */
const SCRIPT = new URL('@opentok/client/dist/js/opentok.min.js', import.meta.url)

let loading: { apiUrl: string | null; opentok: Promise<typeof OpenTok> } | null = null

/**
 * The SDK, loaded when a page first needs it. With `apiUrl` it speaks to that platform instead of the public one; the SDK
 * reads this once, so a page that needs another platform than the last has to load anew.
 * Rejects when the script was blocked or did not arrive; the next call tries again.
 */
export function loadOpenTok(apiUrl: string | null): Promise<typeof OpenTok> {
  if (loading && loading.apiUrl !== apiUrl) window.location.reload()
  if (!loading) {
    loading = { apiUrl, opentok: load(apiUrl) }
    loading.opentok.catch(() => {
      loading = null
    })
  }
  return loading.opentok
}

function load(apiUrl: string | null): Promise<typeof OpenTok> {
  if (apiUrl)
    window.OTProperties = {
      apiURL: apiUrl,
      loggingURL: `${apiUrl}/telemetry`,
      assetURL: apiUrl,
      cdnURL: apiUrl,
    }
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = SCRIPT.href
    script.charset = 'utf-8'
    script.onload = () => {
      if (!window.OT) return reject(new Error('The video library loaded but did not start.'))
      window.OT.setLogLevel(0)
      resolve(window.OT)
    }
    script.onerror = () => {
      script.remove()
      reject(new Error('The video library was blocked or did not arrive.'))
    }
    document.head.append(script)
  })
}
