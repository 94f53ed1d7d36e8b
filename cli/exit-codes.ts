/** How a command went; 0 when it did all it was asked. */
export const exitCodes = {
  /** Some files failed, or what was named is not there. */
  partial: 1,
  notRun: 2,
  /** Ctrl-C: 128 and the number of SIGINT. */
  interrupted: 130,
} as const
