import { z } from 'zod';

const HEXADECIMAL = 'the fingerprint that Alertmanager gives: at most 16 hexadecimal digits';

/** A fingerprint as Alertmanager's API and its templates write it. */
export const hexFingerprint: z.ZodString = z.string().regex(/^[0-9a-f]{1,16}$/, HEXADECIMAL);

/** As the event recorder writes it, and so this service's store: a decimal number. */
export const fromHex = (fingerprint: string): string => BigInt(`0x${fingerprint}`).toString();

/** As Alertmanager's API and its templates write it: 16 hexadecimal digits. */
export const toHex = (fingerprint: string): string =>
  BigInt(fingerprint).toString(16).padStart(16, '0');
