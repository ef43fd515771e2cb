import 'server-only'
import { z } from 'zod'

/** Parts as they stand in a row. */
export const partsSchema = z.array(z.tuple([z.number(), z.number()]))
