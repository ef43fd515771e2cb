import { z } from 'zod'

/** An object that knows these keys and no other; a slip of the pen is told together with what could have been meant. */
export const strictly = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `${issue.keys.join(', ')}: not known here; allowed: ${Object.keys(shape).join(', ')}`
        : undefined,
  })
