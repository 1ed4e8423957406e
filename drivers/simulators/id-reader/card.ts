/** What is printed on a card, as given to the control channel; whatever is missing is invented. */
export type CardFields = {
  type?: 'mainland' | 'residencePermit' | 'foreigner2017' | 'foreigner2023'
  name?: string
  englishName?: string
  sex?: string
  nation?: string
  birth?: string
  address?: string
  number?: string
  issuer?: string
  from?: string
  to?: string
  passNumber?: string
  issueCount?: string
  country?: string
  version?: string
  renewals?: string
  priorNumber?: string
}

type Piece = [text: string, bytes: number]

const blank = (bytes: number): Piece => ['', bytes]

/** A number with a right check digit in region 990000, which there is not. */
export function inventedNumber(birth: string, order = 123): string {
  const body = `990000${birth}${String(order).padStart(3, '0')}`
  // ISO 7064 MOD 11-2, as the standard's recursive method has it.
  let product = 0
  for (const digit of body) product = ((product + Number(digit)) * 2) % 11
  const check = (12 - product) % 11
  return body + (check === 10 ? 'X' : String(check))
}

/** The 256 bytes of text on the card: UTF-16LE, filled up with spaces. */
export function recordOf(fields: CardFields): Buffer {
  const bytes = Buffer.concat(piecesOf(fields).map(([text, length]) => padded(text, length)))
  if (bytes.length !== 256) throw new Error(`a card's text has 256 bytes, not ${bytes.length}`)
  return bytes
}

function piecesOf(fields: CardFields): Piece[] {
  const { type = 'mainland', sex = '2', birth = '19900307', nation = '01' } = fields
  const {
    from = '20200102',
    to = '20400102',
    address = '虚构市模拟区测试路1号',
    issuer = '虚构市公安局',
  } = fields
  const { number = type === 'foreigner2017' ? 'XXA990090030712' : inventedNumber(birth) } = fields
  const { name = '张测试', englishName = 'TESTER, ADA', country = 'XXA' } = fields
  switch (type) {
    case 'mainland':
      return [
        [name, 30],
        [sex, 2],
        [nation, 4],
        [birth, 16],
        [address, 70],
        [number, 36],
        [issuer, 30],
        [from, 16],
        [to, 16],
        blank(36),
      ]
    case 'residencePermit': {
      const { passNumber = 'H00000000', issueCount = '01' } = fields
      return [
        [name, 30],
        [sex, 2],
        blank(4),
        [birth, 16],
        [address, 70],
        [number, 36],
        [issuer, 30],
        [from, 16],
        [to, 16],
        [passNumber, 18],
        [issueCount, 4],
        blank(6),
        ['J', 2],
        blank(6),
      ]
    }
    case 'foreigner2017': {
      const { version = '01' } = fields
      return [
        [englishName, 120],
        [sex, 2],
        [number, 30],
        [country, 6],
        [name, 30],
        [from, 16],
        [to, 16],
        [birth, 16],
        [version, 4],
        [issuer.slice(0, 4), 8],
        ['I', 2],
        blank(6),
      ]
    }
    case 'foreigner2023': {
      const { renewals = '00', priorNumber = '' } = fields
      return [
        [name, 30],
        [sex, 2],
        [renewals, 4],
        [birth, 16],
        [englishName.slice(0, 35), 70],
        [number, 36],
        blank(30),
        [from, 16],
        [to, 16],
        [englishName.slice(35), 22],
        [country, 6],
        ['Y', 2],
        [priorNumber, 6],
      ]
    }
  }
}

function padded(text: string, length: number): Buffer {
  return Buffer.from(text.padEnd(length / 2, ' ').slice(0, length / 2), 'utf16le')
}
