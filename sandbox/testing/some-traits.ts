import type { SessionTraits } from '../tokens/session-id.ts'

/** A session as it is created without any option but its mode. */
export const someTraits = (changes: Partial<SessionTraits> = {}): SessionTraits => ({
  ...{ mode: 'routed', archiveMode: 'manual', e2ee: false },
  ...{ location: null, archiveName: null, archiveResolution: null },
  ...changes,
})
