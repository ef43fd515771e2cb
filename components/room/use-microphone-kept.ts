'use client'
import { useEffect } from 'react'
import { keepMicrophone } from './receipts.ts'

/** So that a reload does not open a microphone that was off, by a moderator or by oneself. Null: not known. */
export function useMicrophoneKept(invite: string, on: boolean | null): void {
  useEffect(() => {
    if (on !== null) keepMicrophone(invite, on)
  }, [invite, on])
}
