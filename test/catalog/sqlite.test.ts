import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { describeStore } from './contract.ts'

describeStore('SQLite', () => openSqliteStore(':memory:'))
