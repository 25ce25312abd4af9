import { describe, expect, it } from 'vitest';
import { makeLookup } from '../../src/adapters/langgraph/lookup.js';
import { boats, lamps } from './support.js';

describe('looking up a playbook', () => {
  const lookup = makeLookup(lamps);

  it('finds facts by their words, their keywords and words that mean the same', () => {
    for (const query of ['costs', 'is it expensive', 'what is your fee?', 'PRICE']) {
      expect(lookup(query), query).toMatch(/^- A Brightdesk costs 79 euros\./);
    }
    expect(lookup('guarantee')).toBe('- The warranty is five years.');
  });

  it('finds the answers to frequent questions', () => {
    expect(lookup('shipping abroad')).toContain('We ship to all of Europe');
  });

  it('says so when it knows nothing', () => {
    for (const query of ['x', '', 'quantum', '"><{}']) expect(lookup(query), query).toBe('Nothing is known of that.');
  });

  it('knows its own playbook alone', () => {
    expect(makeLookup(boats)('cost')).toContain('4000 crowns');
  });

  it('gives a bounded answer', () => {
    const facts = Array.from({ length: 500 }, (_, i) => ({ id: `f${i}`, text: 'lamp '.repeat(300), keywords: [] }));
    expect(makeLookup({ ...lamps, facts })('lamp').length).toBeLessThanOrEqual(2000);
  });
});
