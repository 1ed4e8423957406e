// HTTP between the console and the hub of a region: the ledger of devices.
import { z } from 'zod'
import { AssetId } from '../hub/ledger/words.ts'

/** `GET /api/ledger/:assetId` */
export const AssetParams = z.object({ assetId: AssetId })
/** `POST /api/ledger/import`: CSV. */
export const LedgerText = z.strictObject({ text: z.string().min(1).max(1_000_000) })
