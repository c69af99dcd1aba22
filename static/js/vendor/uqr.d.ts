/** What is used of uqr 0.1.3 (MIT): the modules of a QR code, `data[row][column]` true where dark. */
export function encode(text: string, options?: { ecc?: "L" | "M" | "Q" | "H"; border?: number }): { size: number; data: boolean[][] };
