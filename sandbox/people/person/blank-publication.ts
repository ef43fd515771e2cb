import type { RumorClient } from '../client/rumor-client.ts'
import { announcement } from './announcement.ts'
import type { Publication } from './publication.ts'

/** A stream that is announced and never sent: the others see a black picture. It costs its publisher nothing. */
export const createBlankPublication = ({
  client,
  name,
  sound,
}: {
  client: RumorClient
  name: string
  sound: boolean
}): Publication => {
  const tail = `/stream/${crypto.randomUUID()}`
  return {
    start: async () => (await client.ask('create', tail, announcement({ name, sound }))).status,
    // Whoever asks for its media waits in vain.
    hear: (message) => message.tail === tail || message.tail.startsWith(`${tail}/`),
    show: () => undefined,
    setSound: (on) => client.tell('update', `${tail}/channel/audio1`, { active: on }),
    stop: (tell) => {
      if (tell) client.tell('delete', tail, {})
    },
  }
}
