import { Invoices } from './invoices.ts'
import { MeterSales } from './meter-sales.ts'
import { Register } from './register.ts'
import { UtilityTime } from './utility-time.ts'
import { WriteOffs } from './write-offs.ts'

/** The utility's own truth: who owes what, who paid, and when its days end. */
export class Utility {
  readonly time: UtilityTime
  readonly register: Register
  readonly writeOffs: WriteOffs
  readonly invoices: Invoices
  readonly sales: MeterSales

  constructor({ seed, accounts, wall }: { seed: number; accounts: number; wall: () => number }) {
    this.time = new UtilityTime(wall)
    this.register = new Register(seed, accounts, this.time.today())
    this.writeOffs = new WriteOffs(this.register, this.time)
    this.invoices = new Invoices(this.register, this.writeOffs, this.time)
    this.sales = new MeterSales(this.register, this.writeOffs, this.time)
  }
}
