import { describe, expect, it } from 'vitest';
import { conditionsOf, parseAttributes, parseDuration } from './trace-search.js';

const of = (value: string | string[]) => ({ value, loading: false });

const SPEC = {
  service: '$service',
  searches: [{ 'gen_ai.agent.name': '$agent' }],
  attributes: '$operation $errors $attribute',
  spanName: '$span',
  minDuration: '$min',
  maxDuration: '$max',
  limit: 20,
};

const NOTHING = {
  agent: of('.*'),
  operation: of(' '),
  errors: of(' '),
  attribute: of(''),
  span: of(''),
  min: of(''),
  max: of(''),
};

describe('conditionsOf', () => {
  it('has no condition where nothing is chosen or typed', () => {
    expect(conditionsOf(SPEC, NOTHING)).toEqual([{ attributes: {} }]);
  });

  it('searches once for each agent that is chosen, with all that is typed', () => {
    const state = {
      ...NOTHING,
      agent: of(['a', 'b']),
      operation: of('gen_ai.operation.name=invoke_agent'),
      errors: of('error=true'),
      attribute: of('http.route=/v1'),
      span: of(' GET '),
      min: of('2'),
      max: of('1m'),
    };
    const others = {
      'gen_ai.operation.name': 'invoke_agent',
      error: 'true',
      'http.route': '/v1',
    };
    expect(conditionsOf(SPEC, state)).toEqual(
      ['a', 'b'].map((agent) => ({
        attributes: { 'gen_ai.agent.name': agent, ...others },
        spanName: 'GET',
        minDuration: '2s',
        maxDuration: '1m',
      })),
    );
  });

  it('takes fixed searches as they are', () => {
    const searches = [{ a: 'b' }, { a: 'b', error: 'true' }];
    expect(conditionsOf({ service: 's', searches, limit: 1 }, {})).toEqual(
      searches.map((attributes) => ({ attributes })),
    );
  });
});

describe('parseAttributes', () => {
  it('reads values with and without quotes', () => {
    expect(parseAttributes(String.raw` a=1  b.c="two \"words\"" d= `)).toEqual({
      a: '1',
      'b.c': 'two "words"',
      d: '',
    });
  });

  it.each(['search', 'a=1 search', '=x', 'a="open'])('says how one is written for %s', (text) => {
    expect(() => parseAttributes(text)).toThrow('Write key=value');
  });
});

it.each([
  ['', undefined],
  ['2', '2s'],
  ['1.5 s', '1.5s'],
  ['1m30s', '1m30s'],
])('reads the duration "%s" as %s', (text, duration) => {
  expect(parseDuration(text)).toBe(duration);
});

it.each(['fast', '2 seconds', '-1s'])('says how a duration is written for %s', (text) => {
  expect(() => parseDuration(text)).toThrow('Write 2s');
});
