/** The browser SDK's own types, under one short name; the SDK itself comes by `load-opentok.ts`, never by an import. */
import type * as OpenTok from '@opentok/client'

export type { OpenTok }

declare global {
  interface Window {
    OT?: typeof OpenTok
    /** Read by the SDK once, when its script is evaluated. */
    OTProperties?: { apiURL: string; loggingURL: string; assetURL: string; cdnURL: string }
  }
}
