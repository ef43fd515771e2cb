'use client'
import { useState } from 'react'
import type { SecurityPage } from '#lib/factors/model.ts'
import { AddressSection } from './address-section.tsx'
import { AuthenticatorSection } from './authenticator-section.tsx'
import { DevicesSection } from './devices-section.tsx'
import { PasskeysSection } from './passkeys-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { RecoverySection } from './recovery-section.tsx'

/** How somebody signs in, and where they are signed in. */
export function SecuritySections({ page }: { page: SecurityPage }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const { authenticator, passkeys, codesLeft, passkeysWork, devices } = page
  const hasFactor = authenticator !== null || passkeys.length > 0
  return (
    <>
      <AuthenticatorSection authenticator={authenticator} onCodes={setCodes} />
      {(passkeysWork || passkeys.length > 0) && <PasskeysSection passkeys={passkeys} onCodes={setCodes} />}
      {(hasFactor || codes) && <RecoverySection left={codesLeft} codes={codes} onCodes={setCodes} />}
      <PasswordSection page={page} />
      <AddressSection page={page} />
      <DevicesSection devices={devices} />
    </>
  )
}
