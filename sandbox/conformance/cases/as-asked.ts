/** What was asked for at the beginning holds by itself. */
import { expect } from 'vitest'
import { conformanceCase } from '../conformance-case.ts'
import { eventually } from '../eventually.ts'

export const asAskedCases = [
  conformanceCase(
    'C-006',
    {
      sdk: 'opentok',
      promise: 'An automatic archive has the name and the resolution its session was created with',
      source: '[source] REST, POST /session/create: archiveName, archiveResolution',
    },
    async (stage) => {
      const traits = { archiveMode: 'always', archiveName: 'every evening', archiveResolution: '1280x720' }
      const sessionId = await stage.session('routed', traits)
      const mia = await stage.enter(sessionId)
      await mia.publish()
      await eventually(
        async () => (await stage.opentok.archives({ sessionId })).count > 0 || 'no archive yet',
      )
      const { items } = await stage.opentok.archives({ sessionId })
      expect(items).toMatchObject([{ name: 'every evening', resolution: '1280x720' }])
    },
  ),
  conformanceCase(
    'C-016',
    {
      sdk: '@opentok/client',
      promise: 'The layout classes of the token are those of the streams published with it',
      source: '[source] Tokens: initial_layout_class_list',
    },
    async (stage) => {
      const sessionId = await stage.session()
      const mia = await stage.enter(sessionId, { layoutClasses: ['focus', 'left'] })
      await mia.publish()
      expect(await stage.opentok.streams(sessionId)).toMatchObject([{ layoutClassList: ['focus', 'left'] }])
    },
  ),
]
