import 'server-only'
import { judgeAddress, parseNetworks } from './outgoing-address.ts'

type Given = Readonly<Record<string, string | undefined>>

const TOGETHER = [
  'GAVEL_CHECKPOINTS_S3_ENDPOINT',
  'GAVEL_CHECKPOINTS_S3_REGION',
  'GAVEL_CHECKPOINTS_S3_BUCKET',
  'GAVEL_CHECKPOINTS_S3_KEY_ID',
  'GAVEL_CHECKPOINTS_S3_SECRET',
] as const

/** What is wrong with how the settings of the storage for checkpoints stand together. Never repeats a value. */
export function checkpointRules(given: Given): string[] {
  const missing = TOGETHER.filter((name) => !given[name])
  if (missing.length === TOGETHER.length)
    return given.GAVEL_CHECKPOINTS_S3_PREFIX
      ? ['GAVEL_CHECKPOINTS_S3_PREFIX says nothing without GAVEL_CHECKPOINTS_S3_ENDPOINT.']
      : []
  const wrong = missing.map(
    (name) => `${name} is missing: endpoint, region, bucket, key id and secret go together.`,
  )
  if (given.GAVEL_CHECKPOINTS_S3_ENDPOINT) wrong.push(...endpointRules(given))
  return wrong
}

function endpointRules({ GAVEL_CHECKPOINTS_S3_ENDPOINT: endpoint = '', ...given }: Given): string[] {
  const networks = given.GAVEL_ALLOW_PLATFORM_NETWORKS
  const judged = judgeAddress(endpoint, { networks: networks ? parseNetworks(networks) : null, origins: [] })
  if (judged.ok && judged.value.pathname === '/') return []
  return [
    'GAVEL_CHECKPOINTS_S3_ENDPOINT must be an https address of the public internet and nothing more, or lie in GAVEL_ALLOW_PLATFORM_NETWORKS.',
  ]
}
