/** The thread that reads files for the pipeline: answers a path with what it made of the file. */
import { workerData } from 'node:worker_threads'
import { answerJobs } from './answering.ts'
import { type DescribeOptions, describeFile } from './granule.ts'

const options = workerData as DescribeOptions

answerJobs(({ path }: { path: string }) => describeFile(path, options))
