"""Generates a package of typed operations: ariadne-codegen writes the models, the plugin writes the other modules."""

from __future__ import annotations

import os
import tempfile
import warnings
from typing import TYPE_CHECKING, Any

from ariadne_codegen.client_generators.package import get_package_generator
from ariadne_codegen.client_generators.scalars import ScalarData
from ariadne_codegen.plugins.manager import PluginManager
from ariadne_codegen.schema import add_mixin_directive_to_schema
from ariadne_codegen.settings import ModelsOnlySettings
from graphql import FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode

from runql._codegen.plugin import CataloguePlugin

if TYPE_CHECKING:
    from runql._codegen.task import PackageTask

__all__ = ["generate"]


def generate(task: PackageTask) -> None:
    """Write the package. The queries must be valid for the schema and must follow the rules."""
    settings = ModelsOnlySettings(
        # The schema and the queries are passed as objects. The settings only check that the files
        # exist.
        schema_path=os.devnull,
        queries_path=tempfile.gettempdir(),
        target_package_path=str(task.folder.parent),
        target_package_name=task.folder.name,
        enums_module_name="enums",
        input_types_module_name="inputs",
        fragments_module_name="fragments",
        include_comments="none",  # type: ignore[arg-type]  # read as its enum
        include_all_inputs=False,
        # With `false`, enums that only arguments use are lost (ariadne-codegen 0.19).
        include_all_enums=True,
        defer_model_build=True,
        use_alias_generator=True,
        scalars={name: ScalarData(type_=python) for name, python in task.scalars.items()},
    )
    with warnings.catch_warnings():
        # The schema comparison reports deprecated fields, each with the operations that
        # use it.
        warnings.simplefilter("ignore", DeprecationWarning)
        _run(task, settings)


def _run(task: PackageTask, settings: ModelsOnlySettings) -> None:
    config: dict[str, Any] = {"task": task}
    manager = PluginManager(task.schema, config, [CataloguePlugin])
    nodes = [each.node for each in task.definitions]
    # The directive is added in place, and the caller owns the schema.
    own_schema = GraphQLSchema(**task.schema.to_kwargs())
    generator = get_package_generator(
        schema=add_mixin_directive_to_schema(own_schema),
        fragments=[each for each in nodes if isinstance(each, FragmentDefinitionNode)],
        settings=settings,
        plugin_manager=manager,
    )
    for node in nodes:
        if isinstance(node, OperationDefinitionNode):
            generator.add_operation(node)
    generator.generate()
