import { z } from 'zod'

/** Largest package of a release, bytes. */
export const LARGEST_PACKAGE = 300_000_000
/** Packages of one release: two systems, two kinds of processors, and two formats on one of them. */
export const MOST_PACKAGES_OF_RELEASE = 8

/** A release: `1.2.3`, `1.2.3-rc.1`. */
export const SoftwareVersion = z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}(-[a-z0-9.]{1,20})?$/, '1.2.3')

/** The systems that a package is for, and what it is there. */
export const PACKAGE_FORMATS = { linux: ['deb', 'AppImage'], windows: ['exe'] } as const
export const PackagePlatform = z.enum(['linux', 'windows'])
export type PackagePlatform = z.infer<typeof PackagePlatform>
export const PackageArch = z.enum(['x64', 'arm64'])
export const PackageFormat = z.enum(['deb', 'AppImage', 'exe'])
export type PackageFormat = z.infer<typeof PackageFormat>

/** SHA-256 of a package, hexadecimal, small letters. */
export const PackageDigest = z.string().regex(/^[0-9a-f]{64}$/)
/** An Ed25519 signature (RFC 8032), base64url without padding. */
export const PackageSignature = z.string().regex(/^[A-Za-z0-9_-]{86}$/)

/** What installs a release on machines of one kind. `signature`: of `packageText`, by whoever makes releases. */
export const SoftwarePackage = z
  .strictObject({
    platform: PackagePlatform,
    arch: PackageArch,
    format: PackageFormat,
    bytes: z.number().int().min(1).max(LARGEST_PACKAGE),
    sha256: PackageDigest,
    signature: PackageSignature,
  })
  .refine(
    ({ platform, format }) => (PACKAGE_FORMATS[platform] as readonly string[]).includes(format),
    'deb and AppImage are for linux, exe for windows',
  )
export type SoftwarePackage = z.infer<typeof SoftwarePackage>

/** What is signed: the package and the release that it is said to be, so that no old one passes for a new one. */
export function packageText(version: string, of: Omit<SoftwarePackage, 'signature'>): string {
  const { platform, arch, format, bytes, sha256 } = of
  return JSON.stringify(['service-hall release', version, platform, arch, format, bytes, sha256])
}

/** What `npm run release:sign` writes beside a package, and the console reads. */
export const SignedPackage = z.strictObject({ version: SoftwareVersion, package: SoftwarePackage })
export type SignedPackage = z.infer<typeof SignedPackage>
