import 'server-only'
import type { z } from 'zod'

/** What is wrong with the input, in a sentence or three. Repeats no value: it may be a password, or somebody's text. */
export function describeBadInput(error: z.ZodError): string {
  const sentences = error.issues.slice(0, 3).map(sentenceOf)
  return [...new Set(sentences)].join(' ')
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  const field = fieldOf(issue.path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'There is a field here that does not belong.'
    case 'too_big':
      return `${field} is too long or too large (at most ${issue.maximum}).`
    case 'too_small':
      return issue.minimum === 1
        ? `${field} is empty.`
        : `${field} is too short or too small (at least ${issue.minimum}).`
    case 'custom':
      return issue.message // written by us, for people
    default:
      return `${field} is not valid.`
  }
}

function fieldOf(path: readonly PropertyKey[]): string {
  const name = path.findLast((part) => typeof part === 'string')
  if (name === undefined) return 'The request'
  const words = name.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
