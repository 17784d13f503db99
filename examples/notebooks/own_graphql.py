# %% [markdown]
# # Your own GraphQL
#
# Send your own GraphQL query for data that no method of runql returns. To follow this tutorial,
# [start the demo](../get-started.md#start-the-demo), and install `pip install "runql[codegen]"`.

# %%
from runql import Api

api = Api()
text = """
query Counts($entity: String!, $project: String!) {
  project(name: $project, entityName: $entity) {
    runCount
    artifactTypes { edges { node { name } } }
  }
}
"""
data = api.graphql.execute(text, {"entity": "sandbox", "project": "vision"})
print(data["project"]["runCount"])
print([edge["node"]["name"] for edge in data["project"]["artifactTypes"]["edges"]])

# %% [markdown]
# A misspelled field raises an error before a request is sent. The error has the position of the field, and
# `error.hint` suggests a similar one:

# %%
from runql.errors import RunQLError

try:
    api.graphql.execute(
        text.replace("runCount", "runsCount"), {"entity": "sandbox", "project": "vision"}
    )
except RunQLError as error:
    print(str(error).splitlines()[0])

# %% [markdown]
# `pages()` turns a query of a connection into a lazy list that loads pages on demand:

# %%
names = """
query Names($entity: String, $project: String!, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    runs(first: $first, after: $after) {
      edges { node { displayName } }
      pageInfo { endCursor hasNextPage }
    }
  }
}
"""
runs = api.graphql.pages(api.graphql.call(names, {"entity": "sandbox", "project": "vision"}))
print([run["displayName"] for run in runs[:3]])

# %% [markdown]
# For queries in a program, `runql codegen` writes a typed package from `.graphql` files:

# %%
# !runql codegen init

# %%
# !runql codegen

# %% [markdown]
# Related: [your own GraphQL](../graphql.md), [operations](../operations.md).
