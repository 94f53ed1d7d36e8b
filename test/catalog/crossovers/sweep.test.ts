import { openSqliteStore } from '../../../catalog/sqlite/open.ts'
import { openScanStore } from '../../scan-store.ts'
import { describeExactly } from './exact-contract.ts'
import { describeSweep } from './sweep-contract.ts'

describeSweep('a linear scan', async () => openScanStore())
describeSweep('SQLite', () => openSqliteStore(':memory:'))
describeExactly('SQLite', () => openSqliteStore(':memory:'))
