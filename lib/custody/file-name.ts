import 'server-only'
import { idSchema } from '#lib/system/ids.ts'

const ENDINGS = { 'video/mp4': 'mp4', 'video/webm': 'webm', 'application/zip': 'zip' } as const
export type FileType = keyof typeof ENDINGS

/** What the platform says a file is; what it does not say is read as the most common of its files. */
export function fileTypeOf(contentType: string | null): FileType {
  const plain = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  return plain in ENDINGS ? (plain as FileType) : 'video/mp4' // it is one of the keys: asked just now
}

/** Where the file of a recording lies in a storage: ids and an ending, never a text that somebody chose. Throws for anything else. */
export function fileName(projectId: string, archiveId: string, type: FileType): string {
  return `${idSchema.parse(projectId)}/${idSchema.parse(archiveId)}.${ENDINGS[type]}`
}
