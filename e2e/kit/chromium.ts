import { launchOptions } from '../../scripts/browser.mjs'

/** Cameras and microphones that need no hand, sound that may play, and no way to the cloud. */
const FLAGS = [
  '--use-fake-device-for-media-stream=fps=10',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-networking',
  '--disable-quic',
  '--host-resolver-rules=MAP *.opentok.com ~NOTFOUND, MAP *.tokbox.com ~NOTFOUND',
]

/** How the browser of stories and measurements is launched; throws where there is none. */
export const chromiumOptions = () => launchOptions(FLAGS)
