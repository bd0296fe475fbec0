import type { MultipartFile } from '@fastify/multipart';
import { createHash } from 'node:crypto';
import { deployResources, type DeployedResources } from '../../../commands/process/deploy-resources.ts';
import type { ResourceFile } from '../../../domain/process/engine-port.ts';
import { httpError } from '../../../domain/http-errors.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { MAX_RESOURCES } from '../../plugins/uploads.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { keyText } from '../../schemas/common.ts';
import { DeploymentResult } from '../../schemas/v2-definitions.ts';
import { tenantOf } from '../../tenant.ts';

/** Putting diagrams, decision tables and forms live. */
export function deploymentRoutes(deps: HttpDeps): readonly Route[] {
  return [
    route(
      'POST',
      '/v2/deployments',
      {
        access: needs('deployments:write'),
        tag: 'Resource',
        summary: 'Deploy resources',
        description:
          'multipart/form-data: files in `resources` (.bpmn, .dmn, .form), optionally `tenantId`. All or nothing.',
        answer: DeploymentResult,
      },
      (ask) => deploy(deps, ask),
    ),
  ];
}

async function deploy(deps: HttpDeps, { request, actor, options }: Ask<unknown, unknown, unknown>) {
  const { files, fields } = await readParts(request.parts(), deps.settings.http.resourceBytes).catch(malformed);
  const tenantId = tenantOf(actor, fields['tenantId']);
  if (files.length === 0) throw httpError('ERR_RESOURCES_MISSING', { place: 'resources', rule: 'required' });
  const compiled = await deps.gate.compile(files);
  const checksums = Object.fromEntries(files.map(({ name, content }) => [name, checksumOf(content)]));
  const name = fields['deploymentName'] ?? files[0]?.name ?? '';
  const deployed = await deps.submit(deployResources, { name, files, checksums, compiled }, options);
  return showDeployment(tenantId, deployed);
}

// helpers

type Part = MultipartFile | { readonly type: 'field'; readonly fieldname: string; readonly value: unknown };

async function readParts(
  parts: AsyncIterable<Part>,
  limit: number,
): Promise<{ files: ResourceFile[]; fields: Record<string, string> }> {
  const files: ResourceFile[] = [];
  const fields: Record<string, string> = {};
  for await (const part of parts) {
    if (part.type === 'field') {
      fields[part.fieldname] = String(part.value);
    } else {
      const content = (await part.toBuffer()).toString('utf8');
      if (part.file.truncated) throw httpError('ERR_RESOURCE_TOO_LARGE', { place: part.filename, rule: 'size', limit });
      files.push({ name: part.filename, content });
      if (files.length > MAX_RESOURCES) throw httpError('ERR_TOO_MANY_RESOURCES', { limit: MAX_RESOURCES });
    }
  }
  return { files, fields };
}

/** What the parser stumbles over has no code of its own; with one, it is a limit that was reached. */
function malformed(error: Error): never {
  throw 'code' in error ? error : httpError('ERR_UPLOAD_MALFORMED', {}, { cause: error });
}

function checksumOf(content: string): string {
  return createHash('sha256').update(content).digest('base64url');
}

function showDeployment(tenantId: string, { deploymentKey, processes, decisions, forms }: DeployedResources) {
  return {
    deploymentKey: keyText(deploymentKey),
    tenantId,
    deployments: [
      ...processes.map(({ processDefinitionKey, processId, version, resourceName }) => ({
        processDefinition: {
          processDefinitionId: processId,
          processDefinitionVersion: version,
          resourceName,
          tenantId,
          processDefinitionKey: keyText(processDefinitionKey),
        },
      })),
      ...decisions.map(({ decisionDefinitionKey, decisionId, version, name }) => ({
        decisionDefinition: {
          decisionDefinitionId: decisionId,
          version,
          name: name ?? decisionId,
          tenantId,
          decisionRequirementsId: decisionId,
          decisionDefinitionKey: keyText(decisionDefinitionKey),
          decisionRequirementsKey: keyText(decisionDefinitionKey),
        },
      })),
      ...forms.map(({ formDefinitionKey, formId, version, resourceName }) => ({
        form: { formId, version, resourceName, tenantId, formKey: keyText(formDefinitionKey) },
      })),
    ],
  };
}
