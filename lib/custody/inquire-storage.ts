import 'server-only'
import { xmlValues } from '#lib/platform/xml-values.ts'
import { dropBody, textOf } from './ask-storage.ts'
import { type AzureSettings, azureAsker, encryptionOf } from './azure-driver.ts'
import type { StorageFinding } from './model.ts'
import { type StorageWay, s3Asker } from './s3-asker.ts'
import type { S3Settings } from './s3-driver.ts'

/** What is asked of a storage that no work on recordings needs. Names are without the prefix. */
export type Inquiry = {
  /** Some name that lies there. */
  firstName(): Promise<
    { state: 'listed'; name: string | null } | { state: 'refused' | 'not-found' | 'unreachable' }
  >
  /** Whether an own small object can be written; if so, it lies there then. */
  mayPut(name: string): Promise<boolean>
  /** Whether an own name can be deleted; also one where nothing is. */
  mayDelete(name: string): Promise<boolean>
  /** How it is set up, as it says itself or as an object shows. */
  settings(name: string | null): Promise<StorageFinding[]>
  /** Whether somebody without a key can read this name, or the list of names. */
  isPublic(name: string | null): Promise<boolean>
}

const TEXT_MS = 10_000

export function inquireS3(settings: S3Settings, way: StorageWay): Inquiry {
  const ask = s3Asker(settings, way)
  const { prefix } = settings
  const list = { 'list-type': '2', 'max-keys': '1', prefix }
  return {
    async firstName() {
      const answer = await ask({ method: 'GET', query: list })
      return listed(answer, 'Key', prefix)
    },
    async mayPut(name) {
      return isDone(
        await ask({ method: 'PUT', path: prefix + name, body: 'A probe of Gavel: may be deleted' }),
      )
    },
    async mayDelete(name) {
      return isDone(await ask({ method: 'DELETE', path: prefix + name }))
    },
    async settings(name) {
      const config = await setting(await ask({ method: 'GET', query: { encryption: '' } }))
      const found: StorageFinding[] = []
      if (config.state === 'not-set') found.push('no-encryption')
      if (config.state === 'unknown') {
        const head = name === null ? null : await ask({ method: 'HEAD', path: prefix + name })
        if (head) await dropBody(head)
        if (head?.status !== 200) found.push('unknown-encryption')
        else if (head.headers.get('x-amz-server-side-encryption') === null) found.push('no-encryption')
      }
      const versions = await setting(await ask({ method: 'GET', query: { versioning: '' } }))
      if (versions.state !== 'set') found.push('unknown-versions')
      else if (xmlValues(versions.text, 'Status')[0] !== 'Enabled') found.push('no-versions')
      return found
    },
    async isPublic(name) {
      const names = await ask({ method: 'GET', query: list, unsigned: true })
      if (await isDone(names)) return true
      return name !== null && isDone(await ask({ method: 'HEAD', path: prefix + name, unsigned: true }))
    },
  }
}

export function inquireAzure(settings: AzureSettings, way: StorageWay): Inquiry {
  const ask = azureAsker(settings, way)
  const { prefix } = settings
  const list = { restype: 'container', comp: 'list', maxresults: '1', prefix }
  return {
    async firstName() {
      return listed(await ask({ method: 'GET', query: list }), 'Name', prefix)
    },
    async mayPut(name) {
      const headers = { 'x-ms-blob-type': 'BlockBlob' }
      const body = 'A probe of Gavel: may be deleted'
      return isDone(await ask({ method: 'PUT', path: prefix + name, headers, body }))
    },
    async mayDelete(name) {
      const answer = await ask({ method: 'DELETE', path: prefix + name })
      return (await isDone(answer)) || answer?.status === 404 // it looked for it: it would have
    },
    // Versions are set for the whole account, and a key of a container cannot ask for them.
    async settings(name) {
      const head = name === null ? null : await ask({ method: 'HEAD', path: prefix + name })
      if (head) await dropBody(head)
      if (head?.status !== 200) return ['unknown-encryption']
      return encryptionOf(head.headers) === null ? ['no-encryption'] : []
    },
    async isPublic(name) {
      if (await isDone(await ask({ method: 'GET', query: list, unsigned: true }))) return true
      return name !== null && isDone(await ask({ method: 'HEAD', path: prefix + name, unsigned: true }))
    },
  }
}

async function listed(answer: Response | null, element: 'Key' | 'Name', prefix: string) {
  if (answer?.status !== 200) {
    if (answer) await dropBody(answer)
    if (answer?.status === 401 || answer?.status === 403) return { state: 'refused' } as const
    return { state: answer?.status === 404 ? 'not-found' : 'unreachable' } as const
  }
  const text = (await textOf(answer, TEXT_MS)) ?? ''
  const name = xmlValues(text, element).find((one) => one.startsWith(prefix) && one !== prefix)
  return { state: 'listed', name: name?.slice(prefix.length) ?? null } as const
}

/** A setting that is not there is answered as not found; whoever may not ask, or asks what nobody knows, learns nothing. */
async function setting(answer: Response | null) {
  if (answer?.status === 200) return { state: 'set', text: (await textOf(answer, TEXT_MS)) ?? '' } as const
  const code = answer ? xmlValues((await textOf(answer, TEXT_MS)) ?? '', 'Code')[0] : undefined
  return { state: code === 'ServerSideEncryptionConfigurationNotFoundError' ? 'not-set' : 'unknown' } as const
}

async function isDone(answer: Response | null): Promise<boolean> {
  if (answer) await dropBody(answer)
  return answer !== null && answer.status >= 200 && answer.status < 300
}
