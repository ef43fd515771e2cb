import type { RumorClient } from '../client/rumor-client.ts'
import type { Clip } from '../media/clip.ts'
import { createBlankPublication } from './blank-publication.ts'
import type { PersonOptions } from './person.ts'
import { createPublication, type Publication } from './publication.ts'

export type Setting = { client: RumorClient; name: string; silent: boolean }

/** What somebody publishes at once: the camera, and a screen beside it. */
export const streamsOf = (
  options: PersonOptions,
  { client, name, silent }: Setting,
  onBroken: (publication: Publication, why: string) => void,
): Publication[] => {
  const { camera, screen } = options
  if (camera === 'blank') return [createBlankPublication({ client, name, sound: !silent })]
  const stream = (clip: Clip, source: 'camera' | 'screen', sound: boolean): Publication => {
    const publication: Publication = createPublication({
      ...options,
      client,
      clip,
      name,
      source,
      sound,
      onBroken: (why) => onBroken(publication, why),
    })
    return publication
  }
  return [
    ...(camera ? [stream(camera, 'camera', !silent)] : []),
    ...(screen ? [stream(screen, 'screen', false)] : []),
  ]
}
