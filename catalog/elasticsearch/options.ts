export interface ElasticsearchOptions {
  /** Do not take an empty cluster for an empty catalogue. */
  readOnly?: boolean
  /** Encoded API key, instead of the user and password of the URL. */
  apiKey?: string
  /** Certificate of the authority that signed the cluster's, in PEM. */
  caFile?: string
  /** For a large load: what is put is searchable when the store is closed, and has no replicas until then. */
  bulkLoad?: boolean
  /** Milliseconds to wait for an answer. */
  timeout?: number
  /** Milliseconds for which requests are tried again while the cluster is busy or away. */
  patience?: { read?: number; write?: number }
}
