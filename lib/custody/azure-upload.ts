import 'server-only'
import { xmlBlocks, xmlValues } from '#lib/platform/xml-values.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { dropBody, failureOf, textOf } from './ask-storage.ts'
import type { AzureAsker } from './azure-driver.ts'
import { partsBehind } from './parts-behind.ts'
import { PART_BYTES, type StorageFailure, type StorageWriter } from './storage-driver.ts'

type Target = { ask: AzureAsker; path: string; partMs: number }
type Block = { number: number; size: number }

const LIST_MS = 10_000

/** Blocks that lie under a name until they are made a blob; Azure keeps them for a week. The name is enough to go on. */
export async function writeToAzure(
  target: Target,
  { contentType, have }: { contentType: string; have: number },
): Promise<Result<StorageWriter, StorageFailure>> {
  if (have === 0) return ok(writerOf(target, contentType, []))
  const known = await blocksOf(target.ask, target.path)
  return known.ok ? ok(writerOf(target, contentType, partsBehind(known.value, have))) : known
}

/** What lies there of a blob that is not finished, in order. */
export async function blocksOf(ask: AzureAsker, path: string): Promise<Result<Block[], StorageFailure>> {
  const answer = await ask({
    method: 'GET',
    path,
    query: { comp: 'blocklist', blocklisttype: 'uncommitted' },
  })
  if (answer?.status === 404) {
    await dropBody(answer)
    return ok([])
  }
  if (answer?.status !== 200) return fail(await failureOf(answer))
  const text = await textOf(answer, LIST_MS)
  if (text === null) return fail('unavailable')
  const blocks = xmlBlocks(text, 'Block').map((xml) => ({
    number: Number(Buffer.from(xmlValues(xml, 'Name')[0] ?? '', 'base64').toString()),
    size: Number(xmlValues(xml, 'Size')[0]),
  }))
  return ok(blocks.sort((a, b) => a.number - b.number))
}

/** All ids of a blob must be of one length. */
const idOf = (number: number): string => Buffer.from(String(number).padStart(6, '0')).toString('base64')

function writerOf(target: Target, contentType: string, blocks: Block[]): StorageWriter {
  const { ask, path, partMs } = target
  const have = () => blocks.reduce((sum, { size }) => sum + size, 0)
  return {
    uploadId: null,
    get have() {
      return have()
    },
    async append(body) {
      if (have() % PART_BYTES !== 0) return fail('changed') // behind a last block nothing comes
      const number = blocks.length + 1
      const query = { comp: 'block', blockid: idOf(number) }
      const answer = await ask({ method: 'PUT', path, query, body }, { ms: partMs })
      if (answer?.status !== 201) return fail(await failureOf(answer))
      await dropBody(answer)
      blocks.push({ number, size: body.byteLength })
      return ok(null)
    },
    finish: () => finishBlob(target, contentType, blocks),
  }
}

/** Said twice, it finds the blocks in the blob itself. */
async function finishBlob(
  { ask, path, partMs }: Target,
  contentType: string,
  blocks: readonly Block[],
): Promise<Result<null, StorageFailure>> {
  const list = blocks.map(({ number }) => `<Latest>${idOf(number)}</Latest>`)
  const body = `<?xml version="1.0" encoding="utf-8"?><BlockList>${list.join('')}</BlockList>`
  const headers = { 'content-type': 'application/xml', 'x-ms-blob-content-type': contentType }
  const answer = await ask(
    { method: 'PUT', path, query: { comp: 'blocklist' }, headers, body },
    { ms: partMs },
  )
  if (answer?.status !== 201) return fail(await failureOf(answer))
  await dropBody(answer)
  return ok(null)
}
