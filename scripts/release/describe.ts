import { PACKAGE_FORMATS, SignedPackage, packageText } from '@service-hall/contract'
import type { PackageFormat, PackagePlatform } from '@service-hall/contract'
import { extname } from 'node:path'

const FORMATS: Readonly<Record<string, PackageFormat>> = {
  '.deb': 'deb',
  '.AppImage': 'AppImage',
  '.exe': 'exe',
}
/** How makers of packages name kinds of processors. */
const ARCHES: readonly [RegExp, 'x64' | 'arm64'][] = [
  [/(amd64|x86_64|x64)/, 'x64'],
  [/(arm64|aarch64)/, 'arm64'],
]

/** What a package is by the name of its file, as electron-builder gives it; `arch` where the name does not say. */
export function describePackage(
  file: string,
  arch?: string,
): Pick<SignedPackage['package'], 'platform' | 'arch' | 'format'> {
  const format = FORMATS[extname(file)]
  if (!format) throw new Error(`${file}: expected a .deb, an .AppImage or a -setup.exe`)
  const platforms = Object.entries(PACKAGE_FORMATS) as [PackagePlatform, readonly string[]][]
  const platform = platforms.find(([, formats]) => formats.includes(format))?.[0] ?? 'linux'
  const found = arch ?? ARCHES.find(([name]) => name.test(file))?.[1]
  if (found !== 'x64' && found !== 'arm64') throw new Error(`${file}: say --arch x64 or --arch arm64`)
  return { platform, arch: found, format }
}

/** The signed description of a package. Throws where anything about it is out of bounds. */
export function signPackage(
  { version, ...of }: Omit<SignedPackage['package'], 'signature'> & { version: string },
  sign: (text: string) => string,
): SignedPackage {
  return SignedPackage.parse({ version, package: { ...of, signature: sign(packageText(version, of)) } })
}
