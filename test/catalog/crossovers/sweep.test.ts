import { openScanStore } from '../../scan-store.ts'
import { describeSweep } from './sweep-contract.ts'

describeSweep('a linear scan', async () => openScanStore())
