import type { PlatformName, ProjectDeed } from '#lib/projects/model.ts'

export const PLATFORM_WORDS: Record<PlatformName, { name: string; key: string; secret: string }> = {
  opentok: { name: 'OpenTok', key: 'API key', secret: 'API secret' },
  vonage: { name: 'Vonage Video', key: 'Application ID', secret: 'Private key' },
}

/** What was done, in the list of changes. A deed without words does not compile. */
export const DEED_WORDS: Record<ProjectDeed, string> = {
  add: 'Project added',
  replaceSecret: 'Secret replaced',
  replaceSignature: 'Signature secret replaced',
  changeAddress: 'API address changed',
  replacePathSecret: 'Callback address replaced',
  archivePolicy: 'Who may record changed',
  reviewRules: 'How recordings are reviewed changed',
  pause: 'Paused',
  resume: 'Resumed',
  remove: 'Removed',
  settings: 'Set by the settings',
}
