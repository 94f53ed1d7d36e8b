import { openScanStore } from '../scan-store.ts'
import { describeStore } from './contract.ts'

// Compared with itself it agrees, of course; what it is held to here is everything that the suite spells out.
describeStore('linear scan', async () => openScanStore(), { searches: 50 })
