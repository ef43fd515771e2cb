import { archiveEndCases } from './cases/archive-end.ts'
import { archiveLayoutCases, archiveStartCases } from './cases/archive-start.ts'
import { archiveStreamCases } from './cases/archive-streams.ts'
import { asAskedCases } from './cases/as-asked.ts'
import { changeCases } from './cases/changes.ts'
import { encryptionCases } from './cases/encryption.ts'
import { endCases } from './cases/ends.ts'
import { moderationCases } from './cases/moderation.ts'
import { movingCases } from './cases/moving.ts'
import { muteByRestCases } from './cases/mute-by-rest.ts'
import { presenceCases } from './cases/presence.ts'
import { publishingCases } from './cases/publishing.ts'
import { refusalCases } from './cases/refusals.ts'
import { roleCases } from './cases/roles.ts'
import { sessionCases } from './cases/sessions.ts'
import { signalCases } from './cases/signals.ts'
import { signalByRestCases } from './cases/signals-by-rest.ts'
import { streamCases } from './cases/streams.ts'
import { tokenCases } from './cases/tokens.ts'
import { vonageModerationCases } from './cases/vonage-moderation.ts'
import { vonageSessionCases } from './cases/vonage-sessions.ts'
import { figureCases, watchingCases } from './cases/watching.ts'
import { wishCases } from './cases/wishes.ts'
import { withoutDoubles } from './conformance-case.ts'

/** What a server does. */
export const SERVER_CASES = withoutDoubles([
  ...sessionCases,
  ...streamCases,
  ...muteByRestCases,
  ...signalByRestCases,
  ...archiveStartCases,
  ...archiveLayoutCases,
  ...archiveEndCases,
  ...archiveStreamCases,
  ...vonageSessionCases,
  ...vonageModerationCases,
])

/** What a page says and is told. */
export const SIGNALLING_CASES = withoutDoubles([
  ...tokenCases,
  ...roleCases,
  ...presenceCases,
  ...signalCases,
  ...moderationCases,
  ...asAskedCases,
])

/** What a page sends. */
export const PUBLISHING_CASES = withoutDoubles([...publishingCases, ...changeCases, ...encryptionCases])

/** What a page receives. */
export const WATCHING_CASES = withoutDoubles([...watchingCases, ...wishCases, ...figureCases])

/** What does not fit, ends of itself, or is lost. */
export const TROUBLE_CASES = withoutDoubles([...refusalCases, ...endCases])

/** What changes its way, and goes on. */
export const MOVING_CASES = withoutDoubles(movingCases)

export const ALL_CASES = withoutDoubles([
  ...SERVER_CASES,
  ...SIGNALLING_CASES,
  ...PUBLISHING_CASES,
  ...WATCHING_CASES,
  ...TROUBLE_CASES,
  ...MOVING_CASES,
])
