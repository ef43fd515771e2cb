import { z } from 'zod'
import type { NotedFile } from './model.ts'

const noted = z.array(
  z.object({
    where: z.string(),
    name: z.string().nullable(),
    sha256: z.string().nullable(),
    size: z.number().nullable(),
    state: z.string(),
  }),
)

/** What a deletion found before it began; nothing while it has not. */
export const notedFiles = (stored: unknown): NotedFile[] => noted.parse(stored)
