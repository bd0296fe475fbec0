import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Convert } from 'typebox/value';
import { httpError } from '../../domain/http-errors.ts';

/** Deepest nesting of a JSON body; anything deeper is an attack or a mistake. */
const DEEPEST = 64;

/**
 * Checks requests against their schemas. Bodies are taken as they are, never bent into the wanted type; query texts are read as numbers
 * and booleans where the schema wants those. Answers are sent as handlers give them; tests hold them against their schemas.
 */
export function checkRequests(app: FastifyInstance): void {
  app.setValidatorCompiler(compileValidator);
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body.toString();
    // clients send the header with nothing behind it, where a body may be left out
    if (text.trim() === '') return done(null, null);
    parse(request, text, (error, value) => {
      if (error) done(httpError('ERR_BODY_MALFORMED', {}, { cause: error }));
      else if (isDeeper(value, DEEPEST))
        done(httpError('ERR_BODY_TOO_DEEP', { limit: DEEPEST, place: 'body', rule: 'depth' }));
      else done(null, value);
    });
  });
}

const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = Compile(schema);
  const isText = httpPart === 'querystring';
  return (given: unknown) => {
    const value = isText ? Convert(schema, given) : given;
    return check.Check(value) ? { value } : { error: check.Errors(value) };
  };
};

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
