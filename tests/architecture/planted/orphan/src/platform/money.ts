export const parser = new URL('./parser.worker.ts', import.meta.url)
export const pence = (amount: bigint) => amount
