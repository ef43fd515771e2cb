import { startAuthentication, startRegistration } from '@simplewebauthn/browser'
import type { PasskeyOffer, PasskeyQuestion } from '#lib/factors/model.ts'

/** What a passkey answers to a question, for the door it was asked for; null when whoever sits here let it be. */
export async function answerPasskey({ challengeId, options }: PasskeyQuestion) {
  try {
    return { challengeId, answer: await startAuthentication({ optionsJSON: options }) }
  } catch {
    return null // closed, timed out, or no passkey there: the browser has said which
  }
}

/** Makes a passkey on this device or key; null when that was let be, or this one is theirs already. */
export async function makePasskey({ challengeId, options }: PasskeyOffer, name: string) {
  try {
    return { challengeId, name, made: await startRegistration({ optionsJSON: options }) }
  } catch {
    return null
  }
}

/** What is said where a browser did not use or make one. */
export const NO_PASSKEY = 'No passkey was used. Try again, or choose another way.'
export const NOT_MADE = 'No passkey was made. Perhaps this device has one for you already.'
