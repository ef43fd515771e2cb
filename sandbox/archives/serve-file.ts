import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'

export type ByteRange = { from: number; to: number }

/** One range of a file; null when none was asked, 'bad' when it lies outside. */
export const parseRange = (header: string | undefined, size: number): ByteRange | null | 'bad' => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return null
  const [, first = '', last = ''] = match
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return from > to || from >= size ? 'bad' : { from, to }
}

/** Sends a file, or the part a player asks for, so that it can seek. */
export const serveFile = async (
  request: IncomingMessage,
  response: ServerResponse,
  file: string,
): Promise<void> => {
  const { size } = await stat(file)
  const range = parseRange(request.headers.range, size)
  if (range === 'bad') {
    response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end()
    return
  }
  const { from, to } = range ?? { from: 0, to: size - 1 }
  response.writeHead(range ? 206 : 200, {
    'Content-Type': file.endsWith('.zip') ? 'application/zip' : 'video/webm',
    'Content-Length': to - from + 1,
    'Accept-Ranges': 'bytes',
    'Access-Control-Allow-Origin': '*',
    ...(range ? { 'Content-Range': `bytes ${from}-${to}/${size}` } : {}),
  })
  if (request.method === 'HEAD') response.end()
  else await pipeline(createReadStream(file, { start: from, end: to }), response)
}
