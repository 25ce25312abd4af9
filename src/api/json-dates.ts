import type { DescMessage } from '@bufbuild/protobuf';
import { TimestampSchema } from '@bufbuild/protobuf/wkt';
import type { Violation } from '../domain/errors.js';

/**
 * The times of a message in protobuf's JSON mapping that no calendar has, such as the 30th of February: the decoder
 * takes them for days of the month after.
 */
export function wrongDates(type: DescMessage, json: unknown): Violation[] {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return [];
  const values = json as Readonly<Record<string, unknown>>;
  return type.fields.flatMap((field) => {
    const { message, name, jsonName, fieldKind } = field;
    if (!message || fieldKind === 'map') return [];
    const value = values[jsonName] ?? values[name];
    return (Array.isArray(value) ? value : [value]).flatMap((one) => {
      if (message.typeName !== TimestampSchema.typeName) {
        return wrongDates(message, one).map((inner) => ({ ...inner, field: `${name}.${inner.field}` }));
      }
      return typeof one === 'string' && !hasDay(one) ? [{ field: name, description: `${one} is no date` }] : [];
    });
  });
}

/** Whether the month of a time of RFC 3339 has its day. */
export function hasDay(time: string): boolean {
  const [year = 0, month = 0, day = 0] = time.slice(0, 10).split('-').map(Number);
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
