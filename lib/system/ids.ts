import { v7 } from 'uuid'
import { z } from 'zod'

/** A new id whose order is the order of making. */
export const newId = (): string => v7()

/** An id of ours as it comes in from outside. */
export const idSchema = z.uuid()
